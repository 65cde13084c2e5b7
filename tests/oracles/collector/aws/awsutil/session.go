// Package awsutil stands in for the collector's sessions with AWS: the verification opens none.
package awsutil

import "context"

// AWSSessionSettings has what the deployed configuration sets; any other key of a session is refused.
type AWSSessionSettings struct {
	Region string `mapstructure:"region"`
}

// Config is what the exporter reads of a session.
type Config struct {
	RetryMaxAttempts int
}

func CreateDefaultSessionConfig() AWSSessionSettings {
	return AWSSessionSettings{}
}

func GetAWSConfig(_ context.Context, _ any, _ *AWSSessionSettings) (Config, error) {
	return Config{}, nil
}

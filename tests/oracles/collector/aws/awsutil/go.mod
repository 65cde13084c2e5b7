module github.com/open-telemetry/opentelemetry-collector-contrib/internal/aws/awsutil

go 1.25

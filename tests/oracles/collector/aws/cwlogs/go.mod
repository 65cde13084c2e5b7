module github.com/open-telemetry/opentelemetry-collector-contrib/internal/aws/cwlogs

go 1.25

module github.com/open-telemetry/opentelemetry-collector-contrib/internal/aws/metrics

go 1.25

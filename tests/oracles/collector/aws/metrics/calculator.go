// Package metrics stands in for the exporter's own computation of growth. It never runs: sums reach the exporter as growth.
package metrics

import (
	"encoding/json"
	"time"
)

// Key tells metrics apart that an event may hold together.
type Key struct {
	metadata any
	labels   string
}

func NewKey(metadata any, labels map[string]string) Key {
	// The keys of a map are sorted.
	text, err := json.Marshal(labels)
	if err != nil {
		panic(err)
	}
	return Key{metadata, string(text)}
}

type MetricValue struct {
	RawValue any
}

type MetricCalculator struct{}

func NewFloat64DeltaCalculator() MetricCalculator {
	return MetricCalculator{}
}

func NewMetricCalculator(_ func(*MetricValue, any, time.Time) (any, bool)) MetricCalculator {
	return MetricCalculator{}
}

func (MetricCalculator) Calculate(_ Key, _ any, _ time.Time) (any, bool) {
	panic("a sum reached the CloudWatch exporter that is no growth")
}

func (MetricCalculator) Shutdown() error {
	return nil
}

// Reads what a Terraform provider's own schema says about its arguments: README.md tells how to run it.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"reflect"
	"runtime"
	"sort"
	"strings"

	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

// reading is what one argument does to its resource.
type reading struct {
	replaces, updates, computed, ordered, tolerant []string
	defaults                                       map[string]any
}

func main() {
	version := flag.String("version", "", "release that was read, or the last one before the commit")
	commit := flag.String("commit", "", "commit that was read")
	date := flag.String("date", "", "date of the commit")
	flag.Parse()
	types := flag.Args()
	sort.Strings(types)
	fmt.Printf("# Written by tests/oracles/force-new/read.go from the provider's source; what it cannot read is in the rows of the catalogue.\n")
	fmt.Printf("provider: %s\nversion: %s\ncommit: %s\nasOf: %s\ntypes:\n", address, *version, *commit, *date)
	failed := false
	for _, name := range types {
		resource := resources()[name]
		if resource == nil {
			fmt.Fprintf(os.Stderr, "%s: not among the resources of terraform-plugin-sdk; a framework resource has to be read by hand\n", name)
			failed = true
			continue
		}
		print(name, resource)
	}
	if failed {
		os.Exit(1)
	}
}

func print(name string, resource *schema.Resource) {
	found := reading{defaults: map[string]any{}}
	fields := resource.SchemaMap()
	// Labels of a module reach Google together with those of the provider, under another name.
	if effective := fields["effective_labels"]; effective != nil && effective.ForceNew && fields["labels"] != nil {
		fields["labels"].ForceNew = true
	}
	found.read(fields, "", "", false)
	fmt.Printf("  %s:\n    source: %s\n", name, sourceOf(name, resource))
	fmt.Printf("    replaces: [%s]\n    updates: [%s]\n", strings.Join(found.replaces, ", "), strings.Join(found.updates, ", "))
	if len(found.computed) > 0 {
		fmt.Printf("    computed: [%s]\n", strings.Join(found.computed, ", "))
	}
	if len(found.ordered) > 0 {
		fmt.Printf("    ordered: [%s]\n", strings.Join(found.ordered, ", "))
	}
	if len(found.tolerant) > 0 {
		fmt.Printf("    tolerant: [%s]\n", strings.Join(found.tolerant, ", "))
	}
	if len(found.defaults) > 0 {
		// JSON is YAML, and Go writes its keys sorted.
		text, err := json.Marshal(found.defaults)
		if err != nil {
			panic(err)
		}
		fmt.Printf("    defaults: %s\n", text)
	}
	if resource.CustomizeDiff != nil {
		fmt.Printf("    customized: true\n")
	}
}

// read walks a schema. A block stands for everything in it; what differs from its block is named by itself.
func (found *reading) read(fields map[string]*schema.Schema, path, inherited string, inSet bool) {
	names := make([]string, 0, len(fields))
	for name := range fields {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		field := fields[name]
		// What only the provider sets cannot be written in a module.
		if field.Computed && !field.Optional && !field.Required {
			continue
		}
		full := strings.TrimPrefix(path+"."+name, ".")
		effect := "updates"
		if field.ForceNew {
			effect = "replaces"
		}
		if effect != inherited {
			if effect == "replaces" {
				found.replaces = append(found.replaces, full)
			} else {
				found.updates = append(found.updates, full)
			}
		}
		// An item of a set is another item when anything in it goes: nothing of it is kept.
		if field.Computed && !inSet {
			found.computed = append(found.computed, full)
		}
		// The order of a list decides only where one of its items being another one replaces.
		if field.Type == schema.TypeList && field.MaxItems != 1 && forces(field) {
			found.ordered = append(found.ordered, full)
		}
		if field.DiffSuppressFunc != nil && effect == "updates" {
			found.tolerant = append(found.tolerant, full)
		}
		if field.Default != nil {
			found.defaults[full] = field.Default
		}
		if inner, ok := field.Elem.(*schema.Resource); ok {
			found.read(inner.SchemaMap(), full, effect, inSet || field.Type == schema.TypeSet)
		}
	}
}

func forces(field *schema.Schema) bool {
	if field.ForceNew {
		return true
	}
	if inner, ok := field.Elem.(*schema.Resource); ok {
		for _, each := range inner.SchemaMap() {
			if forces(each) {
				return true
			}
		}
	}
	return false
}

// fileOf is the file in which a function of the provider stands, within its repository.
func fileOf(function any) string {
	value := reflect.ValueOf(function)
	if value.Kind() != reflect.Func || value.IsNil() {
		return ""
	}
	file, _ := runtime.FuncForPC(value.Pointer()).FileLine(value.Pointer())
	for _, root := range []string{"/google/", "/internal/"} {
		if at := strings.LastIndex(file, root); at >= 0 {
			return file[at+1:]
		}
	}
	return file
}

// createOf is the function that makes a resource, in whichever field the provider has it.
func createOf(resource *schema.Resource) any {
	if resource.CreateContext != nil {
		return resource.CreateContext
	}
	if resource.CreateWithoutTimeout != nil {
		return resource.CreateWithoutTimeout
	}
	return resource.Create
}

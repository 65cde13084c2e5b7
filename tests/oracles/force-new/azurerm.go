package main

import (
	"reflect"

	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/hashicorp/terraform-provider-azurerm/internal/provider"
)

const address = "hashicorp/azurerm"

func resources() map[string]*schema.Resource {
	return provider.AzureProvider().ResourcesMap
}

// sourceOf looks behind the wrapper that typed resources share.
func sourceOf(name string, resource *schema.Resource) string {
	for _, service := range provider.SupportedTypedServices() {
		for _, typed := range service.Resources() {
			if typed.ResourceType() == name {
				method, _ := reflect.TypeOf(typed).MethodByName("ResourceType")
				return fileOf(method.Func.Interface())
			}
		}
	}
	return fileOf(createOf(resource))
}

package main

import (
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/hashicorp/terraform-provider-google/google/provider"
)

const address = "hashicorp/google"

func resources() map[string]*schema.Resource {
	return provider.Provider().ResourcesMap
}

func sourceOf(_ string, resource *schema.Resource) string {
	return fileOf(createOf(resource))
}

"""Networks, balancers and names, as EC2, ELBv2 and Route 53 describe them."""


def ec2(service, key, ids):
    return lambda c, i: getattr(c("ec2"), "describe_" + service)(**{ids: [i]})[key][0]


def association(c, i):
    tables = c("ec2").describe_route_tables()["RouteTables"]
    return next(a for table in tables for a in table["Associations"] if a["RouteTableAssociationId"] == i)


def attachment(c, i):
    gateways = c("ec2").describe_internet_gateways()["InternetGateways"]
    return next(a for g in gateways for a in g["Attachments"] if a["VpcId"] in i or g["InternetGatewayId"] in i)


def launch_template(c, i):
    template = c("ec2").describe_launch_templates(LaunchTemplateIds=[i])["LaunchTemplates"][0]
    version = c("ec2").describe_launch_template_versions(LaunchTemplateId=i, Versions=["$Latest"])
    return {**template, "Data": version["LaunchTemplateVersions"][0]["LaunchTemplateData"]}


def balancing(kind, key, argument):
    def read(c, i):
        found = getattr(c("elbv2"), "describe_" + kind)(**{argument: [i]})[key][0]
        return {**found, "Tags": c("elbv2").describe_tags(ResourceArns=[i])["TagDescriptions"][0]["Tags"]}

    return read


def load_balancer(c, i):
    attributes = c("elbv2").describe_load_balancer_attributes(LoadBalancerArn=i)["Attributes"]
    found = balancing("load_balancers", "LoadBalancers", "LoadBalancerArns")(c, i)
    return {**found, "Attributes": {a["Key"]: a["Value"] for a in attributes}}


def record_set(c, i):
    zones = c("route53").list_hosted_zones()["HostedZones"]
    sets = (one for zone in zones for one in c("route53").list_resource_record_sets(HostedZoneId=zone["Id"])["ResourceRecordSets"])
    return next(one for one in sets if one["Name"].rstrip(".") == i.rstrip(".") and one["Type"] == "A")


def certificate(c, i):
    tags = c("acm").list_tags_for_certificate(CertificateArn=i)["Tags"]
    return {**c("acm").describe_certificate(CertificateArn=i)["Certificate"], "Tags": tags}

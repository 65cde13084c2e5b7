"""AWS::EC2::TransitGatewayVpcAttachment, which moto's CloudFormation lacks: its EC2 has these attachments, and MiniStack's has none.

EC2 refuses one for a gateway that is not there, and a second one of a network.
"""

from moto.core.common_models import CloudFormationModel
from moto.ec2.models import ec2_backends


class TransitGatewayVpcAttachment(CloudFormationModel):
    # moto takes the service from the module.
    __module__ = "moto.ec2.models"

    def __init__(self, physical_resource_id):
        self.physical_resource_id = physical_resource_id

    @staticmethod
    def cloudformation_name_type():
        return ""

    @staticmethod
    def cloudformation_type():
        return "AWS::EC2::TransitGatewayVpcAttachment"

    @classmethod
    def has_cfn_attr(cls, attr):
        return attr == "Id"

    def get_cfn_attribute(self, attribute_name):
        return self.physical_resource_id

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **_):
        props = cloudformation_json["Properties"]
        ec2 = ec2_backends[account_id][region_name]
        subnets = [ec2.get_subnet(subnet) for subnet in props["SubnetIds"]]
        if any(subnet.vpc_id != props["VpcId"] for subnet in subnets):
            raise ValueError(f"{props['SubnetIds']} are not all in {props['VpcId']}")
        made = ec2.create_transit_gateway_vpc_attachment(
            transit_gateway_id=props["TransitGatewayId"],
            vpc_id=props["VpcId"],
            subnet_ids=props["SubnetIds"],
            tags={tag["Key"]: tag["Value"] for tag in props["Tags"]},
            options=props["Options"],
        )
        return cls(made.id)

    @classmethod
    def delete_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name):
        ec2_backends[account_id][region_name].delete_transit_gateway_vpc_attachment(resource_name)

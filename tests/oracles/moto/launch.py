"""moto with what the templates of a landing zone need and it does not have. Everything else is moto as published.

transit_gateways.py   a type that its CloudFormation lacks
Ids of hosted zones   begin with Z, as those of Route 53
"""

import sys

from moto.route53 import models as route53
from moto.server import main

import transit_gateways  # noqa: F401 (moto takes types from every class that is loaded)

zone_id = route53.create_route53_zone_id
route53.create_route53_zone_id = lambda *of, **more: f"Z{zone_id(*of, **more)}"

main(sys.argv[1:])

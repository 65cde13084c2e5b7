"""MiniStack with what our templates need of CloudFormation and Bedrock and it does not have.

resource_types.py  resource types whose service MiniStack emulates, but which its CloudFormation refuses
bedrock_gaps.py    two things of Bedrock that are played here, because MiniStack's API lacks them
roles.py           a role has its boundary, and is deleted only when IAM lets it
organization.py    the organization that is there before the first deployment

Everything else is MiniStack as published. Taken: its table of resource types, which has no documented extension point.
"""

import os
import sys

import ministack.app
from ministack.services.cloudformation import provisioners

import bedrock_gaps
import organization
import roles
from resource_types import RESOURCE_TYPES

known = RESOURCE_TYPES.keys() & provisioners._RESOURCE_HANDLERS.keys()
if known:
    sys.exit(f"MiniStack has {', '.join(sorted(known))} by now: remove them from resource_types.py")
provisioners._RESOURCE_HANDLERS.update(RESOURCE_TYPES)
provisioners._RESOURCE_HANDLERS["AWS::IAM::Role"] = roles.as_on_aws(provisioners._RESOURCE_HANDLERS["AWS::IAM::Role"])
bedrock_gaps.fill(ministack.app.SERVICE_HANDLERS)
if "ORGANIZATION" in os.environ:
    organization.found(*os.environ["ORGANIZATION"].split(":"))

ministack.app.main()

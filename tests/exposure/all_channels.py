"""All rows of the matrix together."""

from tests.exposure.agreement_channels import STOCK as ON_AGREEMENTS
from tests.exposure.own_channels import OWN
from tests.exposure.site_channels import ON_THE_COMMUNITY
from tests.exposure.site_channels import ON_THE_SITE
from tests.exposure.thing_channels import ON_THE_THING


STOCK = [*ON_THE_THING, *ON_THE_COMMUNITY, *ON_THE_SITE, *ON_AGREEMENTS]
OURS = [channel for group in OWN.values() for channel in group]

"""Keep on the server what institutions and readers may see, after a coordinator changed it.

The server does not measure: who changed the region makes the totals of the others for each
institution that has a user, as for an institution's own file, and the totals of what was agreed.
"""

from __future__ import annotations

from stageplanner.domain.state import institutions_of
from stageplanner.own_file.view import own_file_view
from stageplanner.shared.agreed_totals import agreed_totals
from stageplanner.store.document import Document
from stageplanner.store.shared.shared_copy import SharedCopy


def refresh_views(copy: SharedCopy) -> None:
    """Keep the views and totals of a region as this copy has it.

    Parameters
    ----------
    copy : SharedCopy
        Of a coordinator; of others nothing is done.

    Raises
    ------
    StagePlannerError
        If the server cannot be reached.
    """
    if copy.membership.kind != "coordinator":
        return
    state = copy.document.state
    known = institutions_of(state)
    for institution in copy.institutions_with_access():
        if institution in known and len(known) > 1:
            copy.keep_view(institution, Document(state=own_file_view(state, institution).state))
    copy.keep_totals(agreed_totals(state))

"""What about a claim of my own? A sentence with choices in it, answered by the same rules as every claim here."""

from widgets.own_claim_view import your_claim

your_claim()

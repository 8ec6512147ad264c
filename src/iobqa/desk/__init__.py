"""The researcher's desk: find the place, check the quotation, follow the footnote, see where else it stands, export."""

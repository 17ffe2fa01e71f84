"""What stock Plone would tell of content of ours, kept back."""

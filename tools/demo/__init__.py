"""Raw material and builders of the demonstration export."""

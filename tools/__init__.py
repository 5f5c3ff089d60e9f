"""What the assistant can do: local tools, cloud tools, experts, and the one way out of the computer."""

"""What the window asks of the policy: previews, free text, grants. Belongs to the short lane."""

from __future__ import annotations

from engine.contracts import Preferences


class PolicyService:
    """Tells what preferences would do, reads free text, and ends or keeps grants."""

    def preview(self, preferences: Preferences) -> None:
        """Tell listeners the rules of these preferences, and what they would have changed last week."""

    def read_wish(self, text: str) -> None:
        """Tell listeners what the free text proposes."""

    def revoke(self, grant_id: str) -> None:
        """End a grant, or all where the id is empty; may be called from any thread."""

    def keep(self, grant_id: str) -> None:
        """Let a grant hold until it is revoked."""

"""What the window may ask of the engine. Answers come back as events, never as return values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from engine.cloud import CloudSettings
from engine.contracts import Answer, Choice, Preferences, Revision
from engine.model.port import EndpointSettings, ModelOptions


class Commands(Protocol):
    """The engine as widgets see it. Every method returns at once; the bridge carries it to the engine."""

    def start_turn(self, conversation_id: str, text: str) -> None:
        """Send a message. An empty id begins a new conversation. Leads to TurnStarted."""

    def stop_turn(self) -> None:
        """Stop what the model or a tool does now. Leads to TurnFinished(stopped=True)."""

    def answer(self, question_id: str, choice: Choice, declined: tuple[str, ...] = ()) -> Answer | None:
        """End a question; None where it had ended before. Leads to QuestionClosed.

        `declined` holds the ids of the calls that are refused although the rest is granted.
        """

    def revise(self, question_id: str, revisions: Mapping[str, Revision]) -> Answer | None:
        """Have calls of a question prepared anew, by their ids; nothing is granted.

        Leads to QuestionClosed, and to QuestionAsked with what would be sent now.
        """

    def open_conversation(self, conversation_id: str) -> None:
        """Read a stored conversation. Leads to ConversationOpened."""

    def delete_conversation(self, conversation_id: str) -> None:
        """Remove a conversation; its ledger rows stay. Leads to ConversationsChanged."""

    def set_preferences(self, preferences: Preferences) -> None:
        """Put the dials in force. Leads to SettingsChanged, and to NetworkChanged where `offline` differs."""

    def preview_preferences(self, preferences: Preferences) -> None:
        """Ask what these preferences would do, without putting them in force. Leads to RulesPreviewed."""

    def read_wish(self, text: str) -> None:
        """Ask what changes the free text proposes. Leads to WishRead."""

    def apply_wish(self, text: str, chosen: tuple[int, ...]) -> None:
        """Put the proposals with these numbers, and the text, in force. Leads to SettingsChanged."""

    def revoke_grant(self, grant_id: str) -> None:
        """End a grant at once, also for calls in flight; an empty id ends all. Leads to GrantsChanged."""

    def keep_grant(self, grant_id: str) -> None:
        """Let a grant hold until it is revoked. Leads to GrantsChanged."""

    def set_folders(self, folders: tuple[str, ...]) -> None:
        """Choose the folders that file tools may read. Leads to SettingsChanged."""

    def set_cloud(self, cloud: CloudSettings) -> None:
        """Settle experts, tiers, search engines, proxy and redaction. Leads to SettingsChanged."""

    def set_key(self, name: str, key: str) -> None:
        """Store an API key in the OS keyring; an empty one removes it. Leads to KeySaved, or to a Notice."""

    def check_expert(self, expert_id: str) -> None:
        """Try an expert's key with a call that costs nothing, after a question. Leads to ExpertChecked."""

    def update_prices(self) -> None:
        """Fetch the price list anew, after a question. Leads to PricesChanged."""

    def prove_offline(self) -> None:
        """Try every way out from every kind of process. Leads to OfflineProved."""

    def set_appearance(self, appearance: str, language: str) -> None:
        """Choose light, dark or system, and the language. Leads to SettingsChanged."""

    def load_model(self, path: str) -> None:
        """Load another GGUF file. Leads to ModelLoading, then ModelReady or ModelFailed."""

    def set_endpoint(self, endpoint: EndpointSettings, key: str) -> None:
        """Configure the endpoint; a key that is not empty goes to the OS keyring.

        Leads to SettingsChanged and, where who answers changes, to ModelReady or ModelFailed.
        """

    def check_endpoint(self) -> None:
        """Ask the endpoint in force for its models, after a question. Leads to EndpointChecked."""

    def load_activity(self, search: str, limit: int) -> None:
        """Read the tool-call history, newest first. Leads to ActivityLoaded."""

    def verify_ledger(self) -> None:
        """Read the whole chain again. Leads to VerifyFinished."""

    def list_models(self) -> None:
        """Read the catalogue and the models folder. Leads to ModelsChanged."""

    def accept_licence(self, model_id: str) -> None:
        """Note that the user has read and accepted a model's licence. Leads to ModelsChanged."""

    def fetch_model(self, model_id: str) -> None:
        """Download a model, or go on with what has arrived. Leads to FetchProgress, then ModelsChanged."""

    def pause_fetch(self, model_id: str) -> None:
        """Stop a download and keep what has arrived. Leads to FetchProgress."""

    def cancel_fetch(self, model_id: str) -> None:
        """Stop a download and delete what has arrived. Leads to FetchProgress and ModelsChanged."""

    def import_model(self, path: str) -> None:
        """Copy a GGUF file into the models folder. Leads to ImportProgress, then ModelsChanged."""

    def verify_model(self, path: str) -> None:
        """Read a file anew for its sha256. Leads to FileChecked and ModelsChanged."""

    def stop_reading(self, path: str) -> None:
        """Stop copying or checking the file at `path`. Leads to ImportProgress or FileChecked."""

    def remove_model(self, path: str) -> None:
        """Delete a file of the models folder. Leads to ModelsChanged."""

    def accept_risks(self, path: str) -> None:
        """Note that the user accepts the risks of altered weights, and load the file as `load_model` does."""

    def set_model_options(self, options: ModelOptions) -> None:
        """Choose how models are loaded, and load the one in use anew. Leads to SettingsChanged."""

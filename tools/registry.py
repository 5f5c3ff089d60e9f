"""All tools there are, put together for the folders, notes and endpoints of this user."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.cloud import CloudSettings, ExpertView
from engine.contracts import Money, ToolSpec
from engine.toolbox import LocalTool, RemoteTool
from tools.cloud import read_page, web_search
from tools.contract import Local, NotesPort
from tools.experts import ask_expert, call_expert
from tools.local.calculator import calculator
from tools.local.clock import current_time
from tools.local.folders import Folders
from tools.local.list_folder import list_folder
from tools.local.notes import add_note, search_notes
from tools.local.read_file import read_file
from tools.local.search_files import search_files


class Tools:
    """A fixed set of tools, by name; fits engine.toolbox.Toolbox."""

    def __init__(self, local: Sequence[LocalTool], remote: Sequence[RemoteTool]) -> None:
        self._local = {tool.spec.name: tool for tool in local}
        self._remote = {tool.spec.name: tool for tool in remote}

    def specs(self) -> Mapping[str, ToolSpec]:
        """What there is, in the order in which the model reads it: local tools first."""
        local = {name: tool.spec for name, tool in self._local.items()}
        return local | {name: tool.spec for name, tool in self._remote.items()}

    def local(self, name: str) -> LocalTool | None:
        """The local tool called `name`."""
        return self._local.get(name)

    def remote(self, name: str) -> RemoteTool | None:
        """The tool called `name` that leaves this computer."""
        return self._remote.get(name)


def build_toolbox(
    notes: NotesPort,
    folders: tuple[str, ...],
    cloud: CloudSettings,
    figures: Mapping[str, ExpertView] | None = None,
    search_url: str = "",
    cap: Money | None = None,
) -> Tools:
    """The tools for these settings.

    An empty `search_url` means the chosen search engines; without a usable expert there is no tool that asks
    one. `figures` is what is known of each expert, by its id. `cap` is the most that one call may cost; None
    for any price.
    """
    chosen = Folders(folders)
    local = (
        Local(calculator),
        Local(current_time),
        Local(search_files, folders=chosen),
        Local(read_file, folders=chosen),
        Local(list_folder, folders=chosen),
        Local(add_note, notes=notes),
        Local(search_notes, notes=notes),
    )
    remote = (
        web_search.build(search_url, cloud.engines, cloud.region),
        read_page.build(),
        ask_expert.build(cloud, figures or {}, cap),
        call_expert.build(cloud, figures or {}, cap),
    )
    return Tools(local, [tool for tool in remote if tool is not None])

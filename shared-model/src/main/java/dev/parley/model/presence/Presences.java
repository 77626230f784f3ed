package dev.parley.model.presence;

import java.util.List;

/** One entry for every user asked for. */
public record Presences(List<Presence> presence) {
    public Presences {
        presence = List.copyOf(presence);
    }
}

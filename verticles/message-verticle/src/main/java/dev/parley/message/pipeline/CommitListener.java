package dev.parley.message.pipeline;

import dev.parley.message.room.StoredEvent;
import dev.parley.message.store.Derived;
import java.util.List;

/** Learns what was just committed, before anyone outside does. */
public interface CommitListener {
    void committed(Derived derived, List<StoredEvent> events);
}

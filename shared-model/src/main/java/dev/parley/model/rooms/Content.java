package dev.parley.model.rooms;

import dev.parley.model.id.UserId;
import java.util.List;

/**
 * What a message says.
 *
 * @param text 1 to 8,000 characters
 * @param mentions members to be told in any case; never null
 */
public record Content(String text, List<UserId> mentions) {
    public Content {
        mentions = mentions == null ? List.of() : List.copyOf(mentions);
    }

    @Override
    public String toString() {
        return "Content[text=[redacted], mentions=" + mentions.size() + "]";
    }
}

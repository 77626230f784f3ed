package dev.parley.model.rooms;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param nextCursor null on the last page */
public record MemberPage(
        List<Member> members,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String nextCursor) {
    public MemberPage {
        members = List.copyOf(members);
    }
}

package dev.parley.gateway.limit;

import dev.parley.gateway.peer.AddressRanges;
import java.util.List;

/**
 * Who may come at all: addresses and ranges (CIDR).
 *
 * @param allow if there are any, nobody else
 * @param deny nobody of these, whatever {@code allow} says
 */
public record AddressLists(List<String> allow, List<String> deny) {
    public static final AddressLists EVERYBODY = new AddressLists(List.of(), List.of());

    public AddressLists {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
        AddressRanges.check("gateway.allow", allow);
        AddressRanges.check("gateway.deny", deny);
    }
}

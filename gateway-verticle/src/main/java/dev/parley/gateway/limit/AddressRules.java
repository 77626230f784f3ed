package dev.parley.gateway.limit;

import dev.parley.gateway.peer.AddressRanges;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Decides by address who may come. */
final class AddressRules {
    private final AddressRanges allow;
    private final AddressRanges deny;

    AddressRules(AddressLists lists) {
        this.allow = new AddressRanges(lists.allow());
        this.deny = new AddressRanges(lists.deny());
    }

    /** Whether everybody may. */
    boolean isEmpty() {
        return allow.isEmpty() && deny.isEmpty();
    }

    /**
     * What keeps {@code address} out, or null.
     *
     * @param address null if it is not known: then only a list of those who may keeps it out
     */
    @Nullable Limit refusing(@Nullable InetAddress address) {
        if (address != null && deny.contain(address)) {
            return Limit.DENY;
        }
        return allow.isEmpty() || (address != null && allow.contain(address)) ? null : Limit.ALLOW;
    }
}

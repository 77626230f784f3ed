package dev.parley.gateway.limit;

/** What the gateway puts up with below its protocols; what REST and the realtime doors do is said with them. */
public record GatewayLimits(
        AddressLists addresses, HeadSizes heads, Deadlines deadlines, Caps caps, Rate userRequests) {
    public static final GatewayLimits DEFAULTS = new GatewayLimits(
            AddressLists.EVERYBODY, HeadSizes.DEFAULTS, Deadlines.DEFAULTS, Caps.DEFAULTS, Rate.DEFAULTS);
}

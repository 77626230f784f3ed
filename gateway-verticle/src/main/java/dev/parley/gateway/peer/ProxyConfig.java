package dev.parley.gateway.peer;

import java.util.List;

/**
 * What is before the gateway, if anything.
 *
 * @param trusted addresses and ranges (CIDR) of proxies that are believed
 * @param header in which they tell on whose behalf they ask
 * @param proxyProtocol whether every connection begins with the PROXY protocol's header (versions 1 and 2); then only
 *     trusted addresses may connect at all
 */
public record ProxyConfig(List<String> trusted, ForwardedHeader header, boolean proxyProtocol) {
    /** Nothing: what headers say of the client is not believed. */
    public static final ProxyConfig NONE = new ProxyConfig(List.of(), ForwardedHeader.X_FORWARDED, false);

    public ProxyConfig {
        trusted = List.copyOf(trusted);
        AddressRanges.check("gateway.trustedProxies", trusted);
        if (proxyProtocol && trusted.isEmpty()) {
            throw new IllegalArgumentException(
                    "gateway.proxyProtocol: needs gateway.trustedProxies, the addresses that may use it");
        }
    }
}

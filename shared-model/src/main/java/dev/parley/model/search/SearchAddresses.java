package dev.parley.model.search;

import dev.parley.model.bus.Address;

/** Where search-verticle is reached. */
public final class SearchAddresses {
    public static final Address<SearchMessages, SearchPage> SEARCH =
            Address.address("parley.search.search", SearchMessages.class, SearchPage.class);
    public static final Address<RebuildIndex, IndexStatus> REBUILD =
            Address.address("parley.search.rebuild", RebuildIndex.class, IndexStatus.class);
    public static final Address<GetIndexStatus, IndexStatus> STATUS =
            Address.address("parley.search.status", GetIndexStatus.class, IndexStatus.class);

    private SearchAddresses() {}
}

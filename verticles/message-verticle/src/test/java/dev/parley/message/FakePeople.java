package dev.parley.message;

import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.auth.PublicUsers;
import dev.parley.model.auth.UserChanged;
import dev.parley.model.bus.Bus;
import dev.parley.model.contacts.BlockChanged;
import dev.parley.model.contacts.Blocks;
import dev.parley.model.contacts.CheckBlocks;
import dev.parley.model.contacts.ContactsAddresses;
import dev.parley.model.id.UserId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Answers for auth-verticle and contacts-verticle. */
final class FakePeople {
    private record Block(UserId blocker, UserId blocked) {}

    private final Bus bus;
    private final Map<UserId, PublicUser> users = new ConcurrentHashMap<>();
    private final Set<Block> blocks = ConcurrentHashMap.newKeySet();

    FakePeople(Vertx vertx) {
        this.bus = new Bus(vertx);
        Await.await(Future.all(
                bus.serve(
                        AuthAddresses.LOOK_UP_USERS,
                        asked -> Future.succeededFuture(new PublicUsers(asked.userIds().stream()
                                .map(users::get)
                                .filter(Objects::nonNull)
                                .toList()))),
                bus.serve(ContactsAddresses.CHECK_BLOCKS, asked -> Future.succeededFuture(check(asked)))));
    }

    private Blocks check(CheckBlocks asked) {
        return new Blocks(
                asked.others().stream()
                        .filter(other -> blocks.contains(new Block(other, asked.userId())))
                        .toList(),
                List.of());
    }

    PublicUser add(String name) {
        var user = new PublicUser(UserId.next(), name, name.toUpperCase(java.util.Locale.ROOT));
        users.put(user.id(), user);
        return user;
    }

    void rename(PublicUser user) {
        users.put(user.id(), user);
        bus.publish(AuthAddresses.USER_CHANGED, new UserChanged(user));
    }

    void block(UserId blocker, UserId blocked, boolean active) {
        if (active) {
            blocks.add(new Block(blocker, blocked));
        } else {
            blocks.remove(new Block(blocker, blocked));
        }
        bus.publish(ContactsAddresses.BLOCK_CHANGED, new BlockChanged(blocker, blocked, active));
    }
}

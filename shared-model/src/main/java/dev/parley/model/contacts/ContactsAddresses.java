package dev.parley.model.contacts;

import dev.parley.model.auth.ForgetUser;
import dev.parley.model.auth.PublicUsers;
import dev.parley.model.bus.Address;
import dev.parley.model.bus.Done;
import dev.parley.model.bus.Topic;
import dev.parley.model.id.UserIds;

/** Where contacts-verticle is reached. */
public final class ContactsAddresses {
    public static final Address<RequestContact, Contact> REQUEST =
            Address.address("parley.contacts.request", RequestContact.class, Contact.class);
    public static final Address<ListContacts, Contacts> LIST =
            Address.address("parley.contacts.list", ListContacts.class, Contacts.class);
    public static final Address<AnswerContact, Contact> ANSWER =
            Address.address("parley.contacts.answer", AnswerContact.class, Contact.class);
    public static final Address<RemoveContact, Done> REMOVE =
            Address.address("parley.contacts.remove", RemoveContact.class, Done.class);
    public static final Address<SetBlock, Done> SET_BLOCK =
            Address.address("parley.contacts.set-block", SetBlock.class, Done.class);
    public static final Address<ListBlocks, PublicUsers> LIST_BLOCKS =
            Address.address("parley.contacts.list-blocks", ListBlocks.class, PublicUsers.class);
    public static final Address<ListAcceptedContacts, UserIds> LIST_ACCEPTED =
            Address.address("parley.contacts.list-accepted", ListAcceptedContacts.class, UserIds.class);
    public static final Address<CheckBlocks, Blocks> CHECK_BLOCKS =
            Address.address("parley.contacts.check-blocks", CheckBlocks.class, Blocks.class);

    public static final Address<ForgetUser, Done> FORGET =
            Address.address("parley.contacts.forget", ForgetUser.class, Done.class);

    public static final Topic<BlockChanged> BLOCK_CHANGED =
            Topic.topic("parley.contacts.block-changed", BlockChanged.class);

    private ContactsAddresses() {}
}

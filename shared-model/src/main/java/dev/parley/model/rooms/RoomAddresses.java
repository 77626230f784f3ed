package dev.parley.model.rooms;

import dev.parley.model.auth.ForgetUser;
import dev.parley.model.bus.Address;
import dev.parley.model.bus.Done;
import dev.parley.model.bus.Topic;
import dev.parley.model.id.UserIds;
import java.time.Duration;

/** Where message-verticle is reached. What changes a room does not come here but through the broker. */
public final class RoomAddresses {
    /** Nobody waits for a scan but a machine, which asks again. */
    private static final Duration SCAN_TIMEOUT = Duration.ofSeconds(10);

    public static final Address<AuthorizeCommand, CommandPermit> AUTHORIZE =
            Address.address("parley.message.authorize", AuthorizeCommand.class, CommandPermit.class);
    public static final Address<GetRoom, Room> GET_ROOM =
            Address.address("parley.message.get-room", GetRoom.class, Room.class);
    public static final Address<ListRooms, RoomPage> LIST_ROOMS =
            Address.address("parley.message.list-rooms", ListRooms.class, RoomPage.class);
    public static final Address<ListMembers, MemberPage> LIST_MEMBERS =
            Address.address("parley.message.list-members", ListMembers.class, MemberPage.class);
    public static final Address<ListMessages, MessagePage> HISTORY =
            Address.address("parley.message.history", ListMessages.class, MessagePage.class);
    public static final Address<GetMessage, Message> GET_MESSAGE =
            Address.address("parley.message.get-message", GetMessage.class, Message.class);
    public static final Address<GetMessages, Messages> GET_MESSAGES =
            Address.address("parley.message.get-messages", GetMessages.class, Messages.class);
    public static final Address<ListEvents, EventPage> EVENTS =
            Address.address("parley.message.events", ListEvents.class, EventPage.class);
    public static final Address<Sync, SyncResult> SYNC =
            Address.address("parley.message.sync", Sync.class, SyncResult.class);
    public static final Address<AdvanceReceipt, Done> RECEIPT =
            Address.address("parley.message.receipt", AdvanceReceipt.class, Done.class);
    public static final Address<SetTyping, Done> TYPING =
            Address.address("parley.message.typing", SetTyping.class, Done.class);
    public static final Address<SetMute, Done> MUTE = Address.address("parley.message.mute", SetMute.class, Done.class);
    public static final Address<GetAudience, Audience> AUDIENCE =
            Address.address("parley.message.audience", GetAudience.class, Audience.class);
    public static final Address<ListDirectPartners, UserIds> DIRECT_PARTNERS =
            Address.address("parley.message.direct-partners", ListDirectPartners.class, UserIds.class);
    public static final Address<ListRoomIds, RoomIds> ROOM_IDS =
            Address.address("parley.message.room-ids", ListRoomIds.class, RoomIds.class);
    public static final Address<LeaveGroups, LeavingGroups> LEAVE_GROUPS =
            Address.address("parley.message.leave-groups", LeaveGroups.class, LeavingGroups.class);
    public static final Address<ForgetUser, Done> FORGET =
            Address.address("parley.message.forget", ForgetUser.class, Done.class);
    public static final Address<ScanRooms, RoomIds> SCAN_ROOMS = Address.address(
                    "parley.message.scan-rooms", ScanRooms.class, RoomIds.class)
            .within(SCAN_TIMEOUT);
    public static final Address<ScanMessages, MessageScan> SCAN_MESSAGES = Address.address(
                    "parley.message.scan-messages", ScanMessages.class, MessageScan.class)
            .within(SCAN_TIMEOUT);

    /** Where the gateway node {@code nodeId} hears what became of the intents it published. */
    public static Topic<IntentOutcomes> outcomes(String nodeId) {
        return Topic.topic("parley.gateway." + nodeId + ".outcomes", IntentOutcomes.class);
    }

    private RoomAddresses() {}
}

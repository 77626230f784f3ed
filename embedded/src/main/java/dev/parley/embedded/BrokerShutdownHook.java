package dev.parley.embedded;

import java.lang.reflect.Field;
import org.apache.qpid.server.model.Broker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Qpid's own shutdown hook closes the broker in the very moment a Ctrl-C arrives, beside all other hooks, while gateway and verticles still
 * want to finish what is in flight. There is no setting for it, so it is taken out by the name of its field.
 */
final class BrokerShutdownHook {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerShutdownHook.class);
    private static final String FIELD = "_shutdownHook"; // of BrokerImpl, Qpid Broker-J 10.1.0

    private BrokerShutdownHook() {}

    static void remove(Broker<?> broker) {
        try {
            Thread hook = (Thread) field(broker.getClass()).get(broker);
            if (!Runtime.getRuntime().removeShutdownHook(hook)) {
                LOG.warn("the broker's shutdown hook was not registered");
            }
        } catch (IllegalStateException e) {
            LOG.debug("shutdown in progress: too late, and nobody uses the broker yet");
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn("the broker will stop by itself at shutdown, before its users error={}", e.toString());
        }
    }

    private static Field field(Class<?> type) throws NoSuchFieldException {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if (field.getName().equals(FIELD)) {
                    field.setAccessible(true);
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(FIELD);
    }
}

package dev.parley.launcher.management;

/**
 * Where operators' commands come to.
 *
 * @param host to listen on; whoever reaches it may command, so never a public one
 * @param port to listen on, 0 for any free one
 */
public record ManagementConfig(String host, int port) {
    private static final String EVERY_ADDRESS = "0.0.0.0";
    private static final int MAX_PORT = 65_535;

    public ManagementConfig {
        if (host.isBlank()) {
            throw new IllegalArgumentException("management.host: is empty");
        }
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("management.port: " + port + " is outside 0–" + MAX_PORT);
        }
    }

    /**
     * Where programs on this machine reach it.
     *
     * @param actualPort that it listens on
     */
    public String url(int actualPort) {
        return "http://" + (host.equals(EVERY_ADDRESS) ? "127.0.0.1" : host) + ":" + actualPort;
    }
}

package io.fanfare.agents.delivery;

import java.time.Instant;

/**
 * When a message is tried again.
 *
 * @param wasSent whether a receiver was asked; otherwise the message waits for the end of quiet
 *     hours
 */
public record Again(Instant at, boolean wasSent) {}

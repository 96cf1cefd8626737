/** The notification agents: programs that read messages from Kafka and send them. */
@NullMarked
package io.fanfare.agents;

import org.jspecify.annotations.NullMarked;

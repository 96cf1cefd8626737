/** The channels: where a recipient is reached, and by which sender. */
@NullMarked
package io.fanfare.agents.channels;

import org.jspecify.annotations.NullMarked;

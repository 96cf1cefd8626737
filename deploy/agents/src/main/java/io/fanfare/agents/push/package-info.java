/** Web push: RFC 8030, encrypted as RFC 8291 asks, signed as RFC 8292 asks. */
@NullMarked
package io.fanfare.agents.push;

import org.jspecify.annotations.NullMarked;

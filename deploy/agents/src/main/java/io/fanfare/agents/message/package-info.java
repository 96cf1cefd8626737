/** What is sent, in words that all channels share, and what became of it. */
@NullMarked
package io.fanfare.agents.message;

import org.jspecify.annotations.NullMarked;

/** Webhooks, signed as Standard Webhooks asks. */
@NullMarked
package io.fanfare.agents.webhook;

import org.jspecify.annotations.NullMarked;

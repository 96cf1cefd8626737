/** Requests to addresses that strangers chose: to the public internet only, and bounded in time. */
@NullMarked
package io.fanfare.agents.http;

import org.jspecify.annotations.NullMarked;

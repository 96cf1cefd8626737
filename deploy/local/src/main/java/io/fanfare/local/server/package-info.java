/** One class a server: its configuration, its command line, and how one sees that it is ready. */
@NullMarked
package io.fanfare.local.server;

import org.jspecify.annotations.NullMarked;

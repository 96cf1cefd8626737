/** REST interfaces of servers. */
@NullMarked
package io.fanfare.ops.rest;

import org.jspecify.annotations.NullMarked;

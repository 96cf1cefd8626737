/** The demonstration: a sample network, and a gentle stream of changes to it. */
@NullMarked
package io.fanfare.cli.demo;

import org.jspecify.annotations.NullMarked;

/** A real browser for tests of the page. */
package io.fanfare.stack.browser;

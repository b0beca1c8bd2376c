// What is typed into a long answer is sent as Ctrl+Enter sends it, after a pause and when the page is left.
(() => {
  if (window.sendsWhatIsTyped) return;
  window.sendsWhatIsTyped = true;
  const FIELD = '[class*="st-key-posed_attempt_"] textarea';
  // Milliseconds. A keyboard that composes letters may leave its last word open: that is waited for, not for ever.
  const PAUSE = 2000, COMPOSING = 6000;
  let field = null, timer = 0;
  const send = () => {
    clearTimeout(timer);
    if (field?.isConnected)
      field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true, cancelable: true }));
    field = null;
  };
  const typed = (event) => {
    if (!event.target.matches(FIELD)) return;
    clearTimeout(timer);
    field = event.target;
    timer = setTimeout(send, event.isComposing ? COMPOSING : PAUSE);
  };
  document.addEventListener("input", typed);
  document.addEventListener("compositionend", typed);
  document.addEventListener("visibilitychange", () => document.hidden && send());
})();

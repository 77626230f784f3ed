// @ts-check
/** True where there is room for one pane only, as on a phone: the list or the conversation. As in side.css. */
export const onePane = () => matchMedia('(max-width: 720px)').matches;

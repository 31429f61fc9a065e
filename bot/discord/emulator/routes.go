package emulator

import "net/http"

// routes ties paths to handlers. The paths are those of Discord's description.
func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	authorised := map[string]handler{
		"GET /gateway/bot":      getGatewayBot,
		"GET /users/@me":        getMe,
		"GET /users/@me/guilds": listMyGuilds,
		"GET /users/{user_id}":  getUser,
		"GET /applications/@me": getApplication,

		"POST /users/@me/channels":                            createDM,
		"GET /channels/{channel_id}":                          getChannel,
		"GET /guilds/{guild_id}":                              getGuild,
		"GET /guilds/{guild_id}/channels":                     listChannels,
		"GET /guilds/{guild_id}/roles":                        listRoles,
		"GET /guilds/{guild_id}/members/{user_id}":            getMember,
		"POST /channels/{channel_id}/typing":                  startTyping,
		"GET /channels/{channel_id}/messages":                 listMessages,
		"POST /channels/{channel_id}/messages":                createMessage,
		"GET /channels/{channel_id}/messages/{message_id}":    getMessage,
		"PATCH /channels/{channel_id}/messages/{message_id}":  editMessage,
		"DELETE /channels/{channel_id}/messages/{message_id}": deleteMessage,

		"GET /applications/{application_id}/commands":                               listCommands,
		"PUT /applications/{application_id}/commands":                               setCommands,
		"POST /applications/{application_id}/commands":                              createCommand,
		"GET /applications/{application_id}/guilds/{guild_id}/commands":             listCommands,
		"PUT /applications/{application_id}/guilds/{guild_id}/commands":             setCommands,
		"POST /applications/{application_id}/guilds/{guild_id}/commands":            createCommand,
		"GET /applications/{application_id}/guilds/{guild_id}/commands/permissions": listPermits,
	}
	for operation, h := range authorised {
		s.route(mux, operation, true, h)
	}
	byToken := map[string]handler{
		"GET /gateway": getGateway,
		"POST /interactions/{interaction_id}/{interaction_token}/callback": respond,

		"POST /webhooks/{webhook_id}/{webhook_token}":                         followUp,
		"GET /webhooks/{webhook_id}/{webhook_token}/messages/@original":       getResponse,
		"PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original":     editResponse,
		"DELETE /webhooks/{webhook_id}/{webhook_token}/messages/@original":    deleteResponse,
		"GET /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}":    getResponse,
		"PATCH /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}":  editResponse,
		"DELETE /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}": deleteResponse,
	}
	for operation, h := range byToken {
		s.route(mux, operation, false, h)
	}
	s.route(mux, "GET /{any...}", false, unknownPath)
	s.route(mux, "POST /{any...}", false, unknownPath)
	s.route(mux, "PUT /{any...}", false, unknownPath)
	s.route(mux, "PATCH /{any...}", false, unknownPath)
	s.route(mux, "DELETE /{any...}", false, unknownPath)
	mux.HandleFunc("/gateway/", s.serveGateway)
	mux.HandleFunc("GET /attachments/{channel_id}/{attachment_id}/{filename}", s.serveAttachment)
	return mux
}

func unknownPath(*call) (answer, *apiError) { return answer{}, errNotFound }

export default {
  providers: [
    { domain: "https://sign-in.example.com", applicationID: "chat" },
  ],
};
